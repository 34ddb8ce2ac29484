//! Mermaid diagrams, drawn as SVG that is safe to put into a page.
//!
//! A diagram is text of a record, so it is drawn within limits: of its length, of the steps and the output of the crate
//! that draws, of time, and of memory for its recursion; should that crate panic, only the one diagram is not drawn. Of its
//! drawing only what draws is kept (see [`clean`]).

#[cfg(feature = "mermaid")]
mod clean;

/// Longer sources are not drawn; nobody could read the drawing.
pub(crate) const MAX_BYTES: usize = 16 << 10;

/// Diagrams of one document that are drawn. The others are shown as their source.
pub(crate) const MAX_DIAGRAMS: usize = 100;

/// Whether a code block of this language is a diagram.
#[must_use]
pub(crate) fn is_diagram(info: &str) -> bool {
    info.split([' ', ',', '{', '\t']).next().unwrap_or_default().eq_ignore_ascii_case("mermaid")
}

/// The drawing of a source as an `<svg>` element; `number` tells the diagrams of one page apart. `None` where this program
/// was built without the feature.
///
/// # Errors
/// Why it cannot be drawn, in lower case and without a full stop.
#[cfg(not(feature = "mermaid"))]
pub(crate) fn draw(_: &str, _: usize) -> Option<Result<String, String>> {
    None
}

/// The drawing of a source as an `<svg>` element; `number` tells the diagrams of one page apart. `None` where this program
/// was built without the feature.
///
/// # Errors
/// Why it cannot be drawn, in lower case and without a full stop.
#[cfg(feature = "mermaid")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature there is no drawing")]
pub(crate) fn draw(source: &str, number: usize) -> Option<Result<String, String>> {
    if source.len() > MAX_BYTES {
        return Some(Err(format!("the diagram has {} bytes, expected at most {MAX_BYTES}", source.len())));
    }
    let source = source.to_owned();
    // A thread of its own has room for the recursion of nested diagrams, and ends alone if the crate panics.
    let drawing = std::thread::Builder::new().stack_size(STACK).spawn(move || render(&source));
    let drawn = drawing.map_err(|error| error.to_string()).and_then(|thread| match thread.join() {
        Ok(drawn) => drawn,
        Err(_) => Err("the drawing failed".to_owned()),
    });
    Some(drawn.and_then(|svg| clean::clean(&svg, number)))
}

/// Of the thread that draws; it is taken from the system only as far as it is used.
#[cfg(feature = "mermaid")]
const STACK: usize = 64 << 20;

/// Steps of laying out one diagram, by the crate's own count: a second at most, twenty times what any diagram of a real log
/// needs.
#[cfg(feature = "mermaid")]
const MOST_STEPS: usize = 2_000_000;

/// A drawing of more bytes than this would weigh more than all pages around it.
#[cfg(feature = "mermaid")]
const MOST_DRAWN: usize = 1 << 20;

/// A last resort: the limits on steps hold long before, and by the same step on every machine.
#[cfg(feature = "mermaid")]
const DEADLINE: std::time::Duration = std::time::Duration::from_secs(20);

#[cfg(feature = "mermaid")]
fn render(source: &str) -> Result<String, String> {
    use merman::svg::{RenderResourcePolicy, ResourceLimitId, SvgPipeline};
    use merman::{Engine, MermaidConfig, OperationControl, RenderOutput, RenderRequest, Renderer, SvgEnvironment, SvgRequest};

    // Labels as text instead of HTML; measured in a font that is about as wide as those of the theme.
    let config = serde_json::json!({
        "htmlLabels": false,
        "flowchart": { "htmlLabels": false },
        "class": { "htmlLabels": false },
        "theme": "default",
        "look": "classic",
        "fontFamily": "arial, sans-serif",
        "themeVariables": { "fontFamily": "arial, sans-serif", "fontSize": "14px" },
    });
    let renderer = Renderer::new().with_engine(Engine::new().with_site_config(MermaidConfig::from_value(config)));
    let resources = RenderResourcePolicy::interactive()
        .with_limit(ResourceLimitId::MaxLayoutWorkUnits, MOST_STEPS)
        .map_err(|error| error.to_string())?;
    let environment = SvgEnvironment::deterministic().with_resource_policy(resources);
    let request = SvgRequest { environment, pipeline: Some(SvgPipeline::resvg_safe()), ..SvgRequest::default() };
    let control = OperationControl::new().with_deadline(DEADLINE);
    match renderer.render(RenderRequest::svg(source, control, request)) {
        Ok(RenderOutput::Svg(Some(svg))) if svg.svg().len() > MOST_DRAWN => Err("it is too large to be read as a drawing".to_owned()),
        Ok(RenderOutput::Svg(Some(svg))) => Ok(svg.svg().to_owned()),
        Ok(_) => Err("its kind is not known".to_owned()),
        Err(error) => Err(reason(&error.to_string())),
    }
}

/// The first line of a message, without what only its own program understands.
#[cfg(feature = "mermaid")]
fn reason(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let line: String = line.chars().filter(|ch| !ch.is_control()).take(200).collect();
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(feature = "mermaid")]
#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn drawn(source: &str) -> String {
        draw(source, 0).unwrap().unwrap_or_else(|reason| panic!("{reason}"))
    }

    #[test]
    fn the_common_kinds_are_drawn() {
        for source in [
            "flowchart LR\n A[Start] --> B{Ok?}\n B -->|yes| C((End))",
            "sequenceDiagram\n Alice->>Bob: Hello\n Note over Bob: thinks\n Bob-->>Alice: Hi",
            "classDiagram\n Animal <|-- Duck\n Animal : +int age",
            "stateDiagram-v2\n [*] --> Still\n Still --> [*]",
            "erDiagram\n CUSTOMER ||--o{ ORDER : places",
            "gantt\n title A\n section S\n One :a1, 2026-01-01, 30d",
            "pie title Pets\n \"Dogs\" : 3\n \"Cats\" : 2",
            "gitGraph\n commit\n branch x\n commit",
            "journey\n title Day\n section Go\n Make tea: 5: Me",
            "timeline\n title T\n 2002 : A",
            "quadrantChart\n x-axis Low --> High\n A: [0.3, 0.6]",
            "C4Context\n Person(a, \"A\")\n System(b, \"B\")\n Rel(a, b, \"uses\")",
        ] {
            let svg = drawn(source);
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>") && svg.contains("<text"), "{source}: {svg}");
            assert!(
                !svg.contains(" style=") && !svg.contains("<style") && !svg.contains("foreignObject") && !svg.contains("<script"),
                "{source}: {svg}"
            );
        }
    }

    #[test]
    fn the_same_source_gives_the_same_drawing() {
        let source = "flowchart TD\n A --> B & C & D\n B --> E\n C --> E\n subgraph s\n D\n end";
        assert_eq!(drawn(source), drawn(source));
    }

    #[test]
    fn what_a_label_says_is_text() {
        let svg = drawn("flowchart LR\n A[\"<img src=x onerror=alert(1)> &lt;script&gt;\"] --> B\n click B \"javascript:alert(1)\"");
        assert!(!svg.contains("<img") && !svg.contains("<script") && !svg.contains("javascript:") && !svg.contains("<a"), "{svg}");
    }

    #[test]
    fn styles_and_directives_of_a_record_reach_no_page() {
        let svg = drawn(
            "%%{init: {\"themeCSS\": \"* { background: url(https://evil.example) }\", \"fontFamily\": \"x\\\"><script>\"}}%%\nflowchart LR\n A:::status-accepted --> B\n style A fill:#f96,stroke:url(https://evil.example),behavior:x\n classDef status-accepted fill:red",
        );
        assert!(
            !svg.contains("evil") && !svg.contains("<script") && !svg.contains("behavior") && !svg.contains("\"status-accepted"),
            "{svg}"
        );
    }

    #[test]
    fn what_is_no_diagram_has_a_reason_in_one_line() {
        let reason = draw("flowchart LR\n A --> [[[", 0).unwrap().unwrap_err();
        assert!(!reason.is_empty() && !reason.contains('\n'), "{reason}");
        assert!(draw("no diagram at all", 0).unwrap().is_err());
        assert!(draw(&"x".repeat(MAX_BYTES + 1), 0).unwrap().unwrap_err().contains("bytes"));
    }

    #[test]
    fn hostile_sources_end() {
        let nested = (0..2_000).map(|level| format!("subgraph s{level}\n")).collect::<String>();
        let complete: String = (0..36).flat_map(|a| (0..36).map(move |b| format!(" n{a} --> n{b}\n"))).collect();
        let wide: String = (0..1_000).map(|node| format!(" a --> n{node}\n")).collect();
        for source in [
            format!("flowchart TD\n{nested} A --> B\n"),
            format!("flowchart TD\n{complete}"),
            format!("flowchart TD\n{wide}"),
            format!("sequenceDiagram\n{}", "loop x\n".repeat(2_000)),
            format!("flowchart TD\n A{}", "[".repeat(15_000)),
            format!("stateDiagram-v2\n{}", "state a {\n".repeat(2_000)),
            format!("mindmap\n{}", (0..300).map(|depth| format!("{}x\n", " ".repeat(depth))).collect::<String>()),
        ] {
            let start = std::time::Instant::now();
            let _ = draw(&source, 0);
            assert!(start.elapsed() < 3 * DEADLINE, "{}", &source[..40]);
        }
    }
}

//! What stands around the content of every page: the site's header and footer.

use std::sync::RwLock;

use serde::Serialize;
use tera::{Context, Value};

use super::SafeHtml;
use super::theme::Theme;
use crate::error::Result;

/// The frames of a site, each made when a page first needs it: rendering the same header for every decision would take a
/// tenth of the time of a build.
#[derive(Debug, Default)]
pub(super) struct Frames {
    made: RwLock<Vec<Frame>>,
}

/// The frame of all pages of a kind from which the same way leads to the root.
#[derive(Debug)]
struct Frame {
    kind: &'static str,
    root: String,
    /// What templates see as `frame`.
    value: Value,
}

#[derive(Serialize)]
struct FrameData {
    header: SafeHtml,
    footer: SafeHtml,
}

/// What the frame's templates see as `page`.
#[derive(Serialize)]
struct PageOfFrame<'a> {
    kind: &'static str,
    root: &'a str,
}

impl Frames {
    /// The frame for a page of this kind, from which `root` leads to the root.
    pub(super) fn get(&self, kind: &'static str, root: &str, theme: &Theme, site: &Value) -> Result<Value> {
        // Nothing that holds the lock can panic while a frame is half made; one that is poisoned is only made again.
        let known =
            |frames: &[Frame]| frames.iter().find(|frame| frame.kind == kind && frame.root == root).map(|frame| frame.value.clone());
        if let Some(value) = self.made.read().ok().and_then(|made| known(&made)) {
            return Ok(value);
        }
        let mut context = Context::new();
        context.insert("page", &PageOfFrame { kind, root });
        context.insert_value("site", site.clone());
        let render = |template| theme.render(template, &context, 4 << 10).map(|html| html.trim_end().to_owned().into());
        let data = FrameData { header: render("site_header.html")?, footer: render("site_footer.html")? };
        let value = Value::from_serializable(&data);
        if let Ok(mut made) = self.made.write() {
            made.push(Frame { kind, root: root.to_owned(), value: value.clone() });
        }
        Ok(value)
    }
}

//! `adrsite explain`

use std::process::ExitCode;

use super::print;
use crate::cli::Explain;
use crate::diagnostic::{Code, nearest};
use crate::error::{Error, Result};

pub(super) fn run(arguments: &Explain) -> Result<ExitCode> {
    let Some(name) = &arguments.code else {
        let rows =
            Code::ALL.iter().map(|code| format!("{:24} {:8} {}", code.name(), code.severity().name(), first_sentence(code.meaning())));
        print::data(&rows.collect::<Vec<_>>().join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    };
    // As output has it: `error[broken-link]`.
    let wanted = name.rsplit_once('[').map_or(name.as_str(), |(_, rest)| rest.trim_end_matches([']', ':']));
    let code = Code::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(wanted)).ok_or_else(|| {
        let near = nearest(wanted, Code::ALL.iter().map(|code| code.name()));
        let hint = near.map_or_else(|| "`adrsite explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?"));
        Error::Usage(format!("`{name}` is no code of a diagnostic\n  hint: {hint}"))
    })?;
    print::data(&explanation(*code))?;
    Ok(ExitCode::SUCCESS)
}

fn explanation(code: Code) -> String {
    let mut text = format!("{} ({})\n\n{}\n", code.name(), code.severity().name(), code.meaning());
    if let Some(example) = code.example() {
        let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
        text += &format!("\nFor example, this is found:\n\n{}\nand this is right:\n\n{}", indented(example.wrong), indented(example.right));
    }
    text
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or_default().trim()
}

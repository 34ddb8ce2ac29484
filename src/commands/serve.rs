//! `adrsite serve`

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::channel;

use super::{print, todays};
use crate::cli::Serve;
use crate::error::{Error, Result};
use crate::serve::{self, Options, Tell};

pub(super) fn run(arguments: &Serve) -> Result<ExitCode> {
    let (end, ended) = channel();
    ctrlc::set_handler(move || {
        // A second Ctrl-C finds nobody who waits.
        let _ = end.send(());
    })
    .map_err(|error| Error::Usage(format!("cannot listen for Ctrl-C: {error}")))?;
    let dir = &arguments.log.dir;
    let options = Options {
        dir: dir.clone(),
        output: dir.join("site"),
        host: arguments.host.clone(),
        port: arguments.port,
        base_url: base_url(arguments.base_url.as_deref())?,
        today: Box::new(todays(&arguments.log)),
    };
    let tell: Tell = Arc::new(print::preview);
    let preview = serve::start(options, &tell)?;
    let url = format!("http://{}/", preview.address);
    print::serving(&preview, &url, arguments.port);
    if arguments.open
        && let Err(error) = opener::open_browser(&url)
    {
        print::cannot_open(&error);
    }
    // An error means that the handler is gone, which happens with the process only.
    let _ = ended.recv();
    Ok(ExitCode::SUCCESS)
}

/// A base URL as the config would have it.
fn base_url(url: Option<&str>) -> Result<Option<String>> {
    let Some(url) = url else { return Ok(None) };
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return Err(Error::Usage(format!("`--base-url` is `{url}`, expected a link that starts with `https://` or `http://`")));
    }
    Ok(Some(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }))
}

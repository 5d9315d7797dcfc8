//! What was asked for when an output folder was made, remembered in it, so that `tribind show crc32` after
//! `tribind build /usr/include/zlib.h …` knows what is meant.

use crate::build;
use crate::config::{FILE_NAME, Flags};
use std::path::Path;

/// The flags as they are remembered: from any folder they mean the same.
pub fn remember(flags: &Flags, cwd: &Path) -> serde_json::Value {
    let mut flags = flags.clone();
    for input in flags.inputs.iter_mut().filter(|input| cwd.join(input).exists()) {
        *input = cwd.join(&*input).display().to_string();
    }
    let lists = [&mut flags.library_dirs, &mut flags.include_dirs, &mut flags.sources];
    for path in lists.into_iter().flatten().chain(&mut flags.config) {
        *path = cwd.join(&*path);
    }
    serde_json::to_value(flags).unwrap_or_default()
}

/// The flags, or those remembered in the output folder where these name nothing to bind and no project is here.
pub fn complete(flags: &Flags, cwd: &Path) -> Flags {
    let has_project = cwd.ancestors().any(|dir| dir.join(FILE_NAME).is_file());
    if !flags.inputs.is_empty() || flags.config.is_some() || has_project {
        return flags.clone();
    }
    let out = flags.out.clone().unwrap_or_else(|| "out".into());
    let remembered = build::remembered(&cwd.join(&out)).and_then(|value| serde_json::from_value(value).ok());
    let Some(remembered): Option<Flags> = remembered else { return flags.clone() };
    let styles = if flags.styles.is_empty() { remembered.styles.clone() } else { flags.styles.clone() };
    Flags { styles, out: Some(out), ..remembered }
}

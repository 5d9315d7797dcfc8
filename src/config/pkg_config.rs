//! pkg-config: asked once for all modules, its flags merged into the configuration.

use super::types::Config;
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::toolchain::Environment;
use std::process::Command;

/// Adds the flags of the modules that the configuration names.
pub fn merge(config: &mut Config, env: &Environment) -> Result<()> {
    if config.pkg_config.is_empty() {
        return Ok(());
    }
    let name = env.var("PKG_CONFIG").unwrap_or("pkg-config");
    let Some(program) = env.find_program(name) else {
        return Err(Error::Missing {
            what: "pkg-config is asked for, and is not here".into(),
            hint: "sudo apt-get install pkg-config".into(),
        });
    };
    let output = Command::new(&program)
        .args(["--cflags", "--libs"])
        .args(&config.pkg_config)
        .output()
        .map_err(|e| Error::io(&program, e))?;
    if !output.status.success() {
        return Err(Error::input(not_found(config, &String::from_utf8_lossy(&output.stderr))));
    }
    for word in words(&String::from_utf8_lossy(&output.stdout)) {
        add(config, &word);
    }
    Ok(())
}

fn not_found(config: &Config, stderr: &str) -> Diagnostic {
    let modules = config.pkg_config.join("`, `");
    let said = stderr.lines().next().unwrap_or_default().trim();
    let span = config.file.as_ref().map(|file| Span::new(file, 0, 0)).unwrap_or_default();
    let message = format!("pkg-config does not know `{modules}`: {said}");
    Diagnostic::error("pkg-config-not-found", span, message).hint(
        "install the library's development package, or point PKG_CONFIG_PATH at the folder of its .pc file",
    )
}

fn add(config: &mut Config, word: &str) {
    let rest = word.get(2..).unwrap_or_default().to_owned();
    match word.get(..2) {
        Some("-I") => config.include_dirs.push(rest.into()),
        Some("-L") => config.library_dirs.push(rest.into()),
        Some("-l") => config.libraries.push(rest),
        Some("-D") => config.defines.push(rest),
        // Linker options are for programs; everything else (-pthread, -std=…) changes how the header reads.
        _ if word.starts_with("-Wl,") => {}
        _ => config.clang_args.push(word.to_owned()),
    }
}

/// Splits as a shell would, for the quoting that pkg-config uses: backslashes and quotes.
fn words(text: &str) -> Vec<String> {
    let (mut list, mut word, mut quote, mut chars) = (Vec::new(), String::new(), None, text.chars());
    let mut inside = false;
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => word.extend(chars.next()),
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => (quote, inside) = (Some(c), true),
            (c, None) if c.is_whitespace() => {
                if inside || !word.is_empty() {
                    list.push(std::mem::take(&mut word));
                }
                inside = false;
            }
            (c, _) => word.push(c),
        }
    }
    if inside || !word.is_empty() {
        list.push(word);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_like_a_shell() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected);
        check("-I/a -lz\n", &["-I/a", "-lz"]);
        check(r#"-DNAME=\"x\ y\" '-I/a b' """#, &[r#"-DNAME="x y""#, "-I/a b", ""]);
    }
}

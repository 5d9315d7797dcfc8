//! The bundled samples, inside the binary, so that an installed `tribind demo` has them too.

use crate::plan::FileSet;
use std::path::Path;

/// One small library.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Its folder's and module's name.
    pub name: &'static str,
    /// Its files: name and text.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! sample {
    ($name:literal: $($file:literal),+) => {
        Sample {
            name: $name,
            files: &[$(($file, include_str!(concat!("../../c_samples/", $name, "/", $file)))),+],
        }
    };
}

/// The samples, from the simplest on.
pub const SAMPLES: [Sample; 18] = [
    sample!("cmult": "README.md", "cmult.h", "cmult.c", "tribind.toml"),
    sample!("cppmult": "README.md", "cppmult.hpp", "cppmult.cpp", "tribind.toml"),
    sample!("fputsx": "README.md", "fputsx.h", "fputsx.c", "tribind.toml"),
    sample!("geometry": "README.md", "geometry.h", "geometry.c", "tribind.toml"),
    sample!("outparams": "README.md", "outparams.h", "outparams.c", "tribind.toml"),
    sample!("imgfilter": "README.md", "imgfilter.h", "imgfilter.c", "tribind.toml"),
    sample!("textscan": "README.md", "textscan.h", "textscan.c", "tribind.toml"),
    sample!("boxes": "README.md", "boxes.h", "boxes.c", "tribind.toml"),
    sample!("intern": "README.md", "intern.h", "intern.c", "tribind.toml"),
    sample!("minipool": "README.md", "minipool.h", "minipool.c", "tribind.toml"),
    sample!("refcell": "README.md", "refcell.h", "refcell.c", "tribind.toml"),
    sample!("sortcb": "README.md", "sortcb.h", "sortcb.c", "tribind.toml"),
    sample!("spin": "README.md", "spin.h", "spin.c", "tribind.toml"),
    sample!("mathload": "README.md", "mathload.h", "mathload.c", "tribind.toml"),
    sample!("ring": "README.md", "ring.h", "ring.c", "tribind.toml"),
    sample!("serial": "README.md", "serial.h", "serial.c", "tribind.toml"),
    sample!("edge": "README.md", "edge.h", "edge.c", "tribind.toml"),
    sample!("buggy": "README.md", "buggy.h", "buggy.c", "bugs.toml", "tribind.toml"),
];

/// All of them as files to be written.
pub fn files() -> FileSet {
    let mut set = FileSet::default();
    for sample in SAMPLES {
        for (name, text) in sample.files {
            set.text(Path::new(sample.name).join(name), *text);
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn every_sample_is_bundled_whole() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("c_samples");
        let mut on_disk = Vec::new();
        let folders = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path());
        // `wide` has no files of its own: a script makes them. `archetypes` is measured against modules that are built with
        // other tools, beside the sources only; `arity` is long and says one thing.
        let is_bundled = |p: &PathBuf| {
            p.join("tribind.toml").exists() && !["archetypes", "arity"].iter().any(|name| p.ends_with(name))
        };
        for sample in folders.filter(is_bundled) {
            for file in std::fs::read_dir(sample).unwrap() {
                on_disk.push(file.unwrap().path().strip_prefix(&folder).unwrap().to_owned());
            }
        }
        on_disk.sort();
        assert_eq!(files().files.into_keys().collect::<Vec<_>>(), on_disk);
    }
}

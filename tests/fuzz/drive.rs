//! One input through the stages, in this process: what the fuzz targets and the test of their finds share.
//!
//! An error is an answer like any other; a panic, or a run without end, is a find.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // in a folder of its own

use std::path::PathBuf;
use tribind::plan::Library;
use tribind::styles::{self, Style};
use tribind::toolchain::{Compiler, Environment, Libclang};
use tribind::{config, header, passes, plan};

/// What stays the same from input to input.
pub struct Drive {
    folder: tempfile::TempDir,
    environment: Environment,
    libclang: Libclang,
    include_dirs: Vec<PathBuf>,
}

/// The header that projects are about.
const HEADER: &str = "
    #include <stddef.h>
    enum mode { FAST, SLOW = 4 };
    struct point { int x, y; double weights[3]; };
    struct box;
    int box_open(const char *name, struct box **out);
    void box_close(struct box *box);
    double box_sum(struct box *box, const double *values, size_t count, enum mode mode);
    struct point box_corner(const struct box *box, int *error);
    const char *box_message(int code);
    #define BOX_LIMIT 7
";

/// Of how many functions the excerpts are made.
const EXCERPTS: usize = 16;

impl Drive {
    /// Finds the tools.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment { vars: std::env::vars().collect(), cwd: folder.path().to_owned() };
        let libclang = Libclang::find(&environment).unwrap();
        let include_dirs = Compiler::find(&environment, false).unwrap().include_dirs;
        Self { folder, environment, libclang, include_dirs }
    }

    /// A header's text.
    pub fn header(&self, text: &[u8]) {
        std::fs::write(self.folder.path().join("input.h"), text).unwrap();
        self.stages("input.h");
    }

    /// A project's text.
    pub fn project(&self, text: &[u8]) {
        std::fs::write(self.folder.path().join("box.h"), HEADER).unwrap();
        std::fs::write(self.folder.path().join("tribind.toml"), text).unwrap();
        self.stages("tribind.toml");
    }

    fn stages(&self, input: &str) {
        let flags = config::Flags { inputs: vec![input.into()], ..config::Flags::default() };
        let known = config::Styles { usual: styles::all().map(Style::id).collect(), further: Vec::new() };
        let Ok(config) = config::load(&flags, &self.environment, known) else { return };
        let Ok(reading) = header::read(&config, &self.libclang, &self.include_dirs) else { return };
        let Ok(api) = passes::run(reading.api, &config) else { return };
        let Ok(plan) = plan::decide(&api, &config, Library::default()) else { return };
        for style in styles::all() {
            // An error here is a template that does not fit its view.
            let pages = tribind::styles::package(&plan, style).unwrap();
            assert!(!pages.files.is_empty());
            // One function's excerpt is made from all pages: those of a large header would take longer than anything else.
            for function in plan.functions.iter().take(EXCERPTS) {
                assert!(!style.excerpt(&plan, function).unwrap().is_empty());
            }
        }
    }
}

//! The stages in order: what every verb starts with.
//!
//! In: the flags. Out: a [`Project`], and from it written packages, and from them compiled ones. Nothing is decided
//! here.

use super::args::ProjectArgs;
use super::request;
use super::session::Session;
use crate::build::{self, Artefact, Edits, Stage};
use crate::config::{self, Config};
use crate::error::{Result, checkpoint};
use crate::header;
use crate::ir;
use crate::passes;
use crate::plan::{self, FileSet, Library, Plan};
use crate::styles::{self, Style};
use crate::toolchain::{Compiler, Flags, Python};
use crate::verdict;
use std::path::{Path, PathBuf};

/// What the user asked for, decided.
pub struct Project {
    /// What the user said.
    pub config: Config,
    /// What crosses, and how.
    pub plan: Plan,
    /// The styles, in the order asked for.
    pub styles: Vec<&'static dyn Style>,
    /// What was typed, to be remembered in the output.
    pub request: serde_json::Value,
}

/// Packages that are in place and compiled.
pub struct Built {
    /// What was compiled, or was still right.
    pub artefacts: Vec<Artefact>,
    /// The files as generated.
    pub pages: Vec<(String, FileSet)>,
    /// The interpreters it was compiled for.
    pub pythons: Vec<Python>,
}

/// From the flags to the plan.
pub fn plan(session: &Session, args: &ProjectArgs) -> Result<Project> {
    let ids = |styles: &[&'static dyn Style]| styles.iter().map(|style| style.id()).collect();
    let known = config::Styles { usual: ids(&styles::USUAL), further: ids(&styles::FURTHER) };
    let flags = request::complete(&args.flags(), &session.env.cwd);
    let config = session.time("config", || config::load(&flags, &session.env, known))?;
    let is_cxx = config.language == crate::ir::Language::Cxx;
    let compiler = session.time("tools", || session.tools.compiler(&session.env, is_cxx))?;
    checkpoint()?;
    let plan = decide(session, &config, &compiler)?;
    checkpoint()?;
    let styles = config.styles.iter().filter_map(|id| styles::by_id(id)).collect();
    Ok(Project { config, plan, styles, request: request::remember(&flags, &session.env.cwd) })
}

/// Header, verdict, passes, plan.
fn decide(session: &Session, config: &Config, compiler: &Compiler) -> Result<Plan> {
    let libclang = session.time("tools", || session.tools.libclang(&session.env))?;
    let seen = session.time("header", || header::see(config, &libclang, &compiler.include_dirs))?;
    session.part("libclang", seen.libclang);
    seen.warnings.iter().for_each(|warning| session.show_finding(warning));
    checkpoint()?;
    let flags = flags(config, &seen.api);
    let (mut api, timings) = session.time("verdict", || verdict::judge_timed(&seen.api, compiler, &flags))?;
    session.part("compiler", timings.compiling);
    checkpoint()?;
    let completed = session.time("bindgen", || seen.complete(&mut api));
    session.part("its run", completed.bindgen);
    completed.warning.iter().for_each(|warning| session.show_finding(warning));
    let api = verdict::confirm_macros(api, &completed.claimed, compiler, &flags)?;
    checkpoint()?;
    let request = verdict::LinkRequest {
        compiler,
        flags: &flags,
        libraries: &config.libraries,
        library_dirs: &config.library_dirs,
        sources: &config.sources,
    };
    let (api, linked) = session.time("exports", || verdict::exports(&api, &request))?;
    checkpoint()?;
    let library = library(config, linked.sonames);
    session.time("plan", || {
        let api = passes::run(api, config)?;
        plan::decide(&api, config, library)
    })
}

/// What the compiler needs to see the headers as the user sees them.
fn flags(config: &Config, api: &ir::Api) -> Flags {
    let mut include_dirs = config.include_dirs.clone();
    for (file, below) in &api.own_files {
        let folder = file.ancestors().nth(below.components().count()).unwrap_or(Path::new("."));
        if !include_dirs.iter().any(|dir| dir == folder) {
            include_dirs.push(folder.to_owned());
        }
    }
    Flags {
        include_dirs,
        defines: config.defines.clone(),
        args: config.clang_args.clone(),
        is_cxx: api.language == ir::Language::Cxx,
    }
}

/// What to compile and link, as the configuration says it.
fn library(config: &Config, sonames: Vec<String>) -> Library {
    Library {
        link: config.libraries.clone(),
        sonames,
        search_dirs: config.library_dirs.clone(),
        include_dirs: config.include_dirs.clone(),
        defines: config.defines.clone(),
        pkg_config: config.pkg_config.clone(),
        sources: sources(&config.sources),
        compiler_args: config.clang_args.clone(),
    }
}

/// The user's sources and their names inside a package; two of one name are kept apart.
fn sources(paths: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let mut list: Vec<(PathBuf, PathBuf)> = Vec::new();
    for path in paths {
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        let is_taken = list.iter().any(|(_, inside)| *inside == name);
        let inside = if is_taken { Path::new(&list.len().to_string()).join(&name) } else { name };
        list.push((path.clone(), inside));
    }
    list
}

/// The files of every style.
pub fn pages(session: &Session, project: &Project) -> Result<Vec<(String, FileSet)>> {
    let packages = session.time("styles", || styles::packages(&project.plan, &project.styles))?;
    let ids = project.styles.iter().map(|style| style.id().to_owned());
    Ok(ids.zip(packages).collect())
}

/// Writes the packages.
pub fn generate(session: &Session, project: &Project) -> Result<build::Written> {
    let pages = pages(session, project)?;
    let stage = staged(project, &pages, Edits::Lost)?;
    session.time("write", || stage.commit())
}

/// Writes the packages and compiles them.
pub fn build(session: &Session, project: &Project, pythons: &[String]) -> Result<Built> {
    compiled(session, project, pythons, Edits::Lost)
}

/// The same where that is out of date: what is there is taken as it is, edited by hand or not.
pub fn ready(session: &Session, project: &Project, pythons: &[String]) -> Result<Built> {
    compiled(session, project, pythons, Edits::Kept)
}

fn compiled(session: &Session, project: &Project, pythons: &[String], edits: Edits) -> Result<Built> {
    let pythons = session.time("python", || interpreters(session, project, pythons))?;
    let pages = pages(session, project)?;
    let mut stage = staged(project, &pages, edits)?;
    for file in stage.edited() {
        session.console.warn(&format!("{} was edited by hand, and is taken as it is", session.near(file)));
    }
    let recipes: Vec<_> =
        project.styles.iter().map(|style| (style.id(), style.recipe(&project.plan))).collect();
    let library = &project.plan.library;
    let jobs: Vec<build::Job> =
        recipes.iter().map(|(style, recipe)| build::Job { style, recipe, library }).collect();
    let compiler = |is_cxx| session.tools.compiler(&session.env, is_cxx);
    let tools = build::Tools::find(compiler, pythons, &jobs)?;
    let wait = session.console.wait("compile");
    let artefacts = session.time("compile", || build::compile(&mut stage, &jobs, &tools))?;
    drop(wait);
    session.time("write", || stage.commit())?;
    Ok(Built { artefacts, pages, pythons: tools.pythons })
}

fn staged(project: &Project, pages: &[(String, FileSet)], edits: Edits) -> Result<Stage> {
    let mut stage = Stage::open(&project.config.out)?;
    stage.remember(project.request.clone());
    for (style, files) in pages {
        stage.package(style, files, edits)?;
    }
    Ok(stage)
}

/// The interpreters to compile for; each has what the styles want of it.
fn interpreters(session: &Session, project: &Project, names: &[String]) -> Result<Vec<Python>> {
    let find = |name| session.tools.python(&session.env, name);
    let pythons = match names {
        [] => vec![find(None)?],
        names => names.iter().map(|name| find(Some(name))).collect::<Result<_>>()?,
    };
    for style in &project.styles {
        let is_compiled =
            style.recipe(&project.plan).steps.iter().any(|s| matches!(s, plan::Step::Extension { .. }));
        for python in &pythons {
            if style.capabilities().requires.iter().any(|r| r.starts_with("cffi")) {
                python.require_cffi()?;
            }
            if is_compiled {
                python.require_headers()?;
            }
        }
    }
    Ok(pythons)
}

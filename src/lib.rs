//! tribind: three Python bindings from one C or C++ header, with one and the same API, proven equal and measured.
//!
//! The stages, in order: `header` reads, `verdict` asks the compiler, `passes` select and reshape, `plan` decides,
//! `styles` spell, `build` writes and compiles, `verify` proves, `bench` measures, `report` tells.

pub mod diag;
pub mod error;

pub mod ir;
pub mod text;

pub mod config;
pub mod toolchain;

pub mod header;
pub mod verdict;

pub mod passes;
pub mod plan;

pub mod render;
pub mod styles;

pub mod build;

pub mod verify;

pub mod bench;
pub mod stats;

pub mod report;

pub mod cli;

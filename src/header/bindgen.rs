//! One bindgen run over the header set, for its claims: what is there, and the values of macros.
//!
//! In: the main text, the arguments, the own files' patterns. Out: bindgen's Rust text, or why there is none. A panic
//! in bindgen ends that run and nothing else.

use bindgen::{Builder, CodegenConfig, EnumVariation, Formatter};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::mpsc::{self, Sender};

/// How many characters of a panic are told.
const REASON: usize = 60;

/// What the thread that asked waits for.
type Answer = Result<String, String>;

thread_local! {
    /// Set while a panic on this thread is expected and reported by other means: to whom, and what the last one said.
    static QUIET: RefCell<Option<(Sender<Answer>, String)>> = const { RefCell::new(None) };
}

/// Only what carries a claim is asked for; the rest would cost time to print and to read. Types and their layouts are
/// libclang's either way, so its own word for them is enough.
const CLAIMS: CodegenConfig = CodegenConfig::VARS.union(CodegenConfig::FUNCTIONS);

/// Runs bindgen with this thread's libclang.
pub fn run(name: &str, text: &str, arguments: &[String], own: &[String]) -> Answer {
    run_for(CLAIMS, name, text, arguments, own)
}

/// It gets a thread of its own: a panic in what libclang calls back cannot unwind and would abort the process, so such a
/// thread is left where it is. It holds the hook from then on: nothing may set another one.
fn run_for(items: CodegenConfig, name: &str, text: &str, arguments: &[String], own: &[String]) -> Answer {
    let (name, text, arguments, own) =
        (name.to_owned(), text.to_owned(), arguments.to_owned(), own.to_owned());
    hush();
    let (sender, receiver) = mpsc::channel();
    let library = clang_sys::get_library();
    let work = move || {
        clang_sys::set_library(library);
        QUIET.set(Some((sender.clone(), String::new())));
        let builder = own.iter().fold(base(items, &name, &text, &arguments), Builder::allowlist_file);
        // The builder is not used again after a panic.
        let outcome = catch_unwind(AssertUnwindSafe(|| builder.generate().map(|b| b.to_string())));
        QUIET.set(None);
        // Who waits is there as long as nothing was sent.
        let _ = sender.send(match outcome {
            Ok(result) => result.map_err(|e| e.to_string()),
            Err(panic) => Err(panic_text(&*panic)),
        });
    };
    let thread = std::thread::Builder::new().stack_size(super::BINDGEN_STACK).spawn(work);
    thread.map_err(|e| e.to_string())?;
    receiver.recv().unwrap_or_else(|_| Err("it ended without a word".into()))
}

fn base(items: CodegenConfig, name: &str, text: &str, arguments: &[String]) -> Builder {
    bindgen::builder()
        .header_contents(name, text)
        .clang_args(arguments)
        .detect_include_paths(false)
        .formatter(Formatter::None)
        .disable_header_comment()
        .with_codegen_config(items)
        .allowlist_recursively(false)
        .default_enum_style(EnumVariation::Consts)
        .prepend_enum_name(false)
        .c_naming(true)
        .layout_tests(false)
        .generate_comments(false)
        .derive_copy(false)
        .derive_debug(false)
        .derive_default(false)
        .trust_clang_mangling(false)
}

/// Keeps the default hook from printing what [`run`] reports; every other panic is shown as before.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_expected = QUIET.with_borrow_mut(|quiet| {
                let Some((sender, last)) = quiet else { return false };
                if info.to_string().contains("cannot unwind") {
                    let _ = sender.send(Err(std::mem::take(last)));
                    loop {
                        std::thread::park();
                    }
                }
                *last = panic_text(info.payload());
                true
            });
            if !is_expected {
                before(info);
            }
        }));
    });
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("an unknown panic");
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{CLAIMS, CodegenConfig, run, run_for};
    use crate::toolchain::{Environment, Libclang};

    #[test]
    fn a_panic_in_bindgen_is_an_answer() {
        let vars = std::env::vars().collect();
        let environment = Environment { vars, cwd: std::env::current_dir().unwrap() };
        crate::header::clang::load(&Libclang::find(&environment).unwrap()).unwrap();
        let text = "int f(void);";
        assert!(run("a.h", text, &[], &[".*a.h".into()]).unwrap().contains("fn f"));
        // bindgen 0.73.2 makes an identifier of the name that clang gives to a nameless template parameter.
        let text = "template <typename...> using nothing = void;\ntemplate <typename, typename = nothing<>> struct s {};";
        let arguments = ["-x", "c++"].map(str::to_owned);
        let items = CLAIMS | CodegenConfig::TYPES;
        let panicked = run_for(items, "a.h", text, &arguments, &[".*a.h".into()]);
        assert!(panicked.is_err(), "{panicked:?}");
    }
}

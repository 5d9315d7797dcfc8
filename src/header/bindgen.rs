//! One bindgen run over the header set, for its claims: what is there, and the values of macros.
//!
//! In: the main text, the arguments, the own files' patterns. Out: what its Rust text claims, or why there is none. A panic
//! in bindgen ends that run and nothing else.

use super::claims::{self, Claims};
use bindgen::{Builder, CodegenConfig, EnumVariation, Formatter};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// How many characters of a panic are told.
const REASON: usize = 60;

/// bindgen walks types recursively; a deep header needs more than a thread's usual stack.
const STACK: usize = 64 << 20;

/// What bindgen says.
#[derive(Debug)]
pub struct Answer {
    /// Its claims, or why there are none.
    pub claims: Result<Claims, String>,
    /// The time it took.
    pub time: Duration,
}

impl Answer {
    /// None, for a reason.
    fn none(reason: &str) -> Self {
        Self { claims: Err(reason.to_owned()), time: Duration::ZERO }
    }
}

/// A run that goes on. Dropped, it is waited for: a process that ends while a thread is inside libclang may crash.
pub struct Pending(Option<Receiver<Answer>>);

impl Pending {
    /// Waits for the answer.
    pub fn wait(mut self) -> Answer {
        let answer = self.0.take().and_then(|receiver| receiver.recv().ok());
        answer.unwrap_or_else(|| Answer::none("it ended without a word"))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let _ = self.0.take().map(|receiver| receiver.recv());
    }
}

thread_local! {
    /// Set while a panic on this thread is expected and reported by other means: to whom, and what the last one said.
    static QUIET: RefCell<Option<(Sender<Answer>, String)>> = const { RefCell::new(None) };
}

/// Only what carries a claim is asked for; the rest would cost time to print and to read. Types and their layouts are
/// libclang's either way, so its own word for them is enough.
const CLAIMS: CodegenConfig = CodegenConfig::VARS.union(CodegenConfig::FUNCTIONS);

/// Starts bindgen with this thread's libclang.
pub fn start(name: &str, text: &str, arguments: &[String], own: &[String]) -> Pending {
    start_for(CLAIMS, name, text, arguments, own)
}

/// It gets a thread of its own, and not only to save time: a panic in what libclang calls back cannot unwind and would
/// abort the process, so such a thread is left where it is. It holds the hook from then on: nothing may set another one.
fn start_for(items: CodegenConfig, name: &str, text: &str, arguments: &[String], own: &[String]) -> Pending {
    hush();
    let start = Instant::now();
    let (name, text, arguments, own) =
        (name.to_owned(), text.to_owned(), arguments.to_owned(), own.to_owned());
    let (sender, receiver) = mpsc::channel();
    let library = clang_sys::get_library();
    let (working, failing) = (sender.clone(), sender);
    let work = move || {
        clang_sys::set_library(library);
        QUIET.set(Some((working.clone(), String::new())));
        let builder = own.iter().fold(base(items, &name, &text, &arguments), Builder::allowlist_file);
        // The builder is not used again after a panic.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let rust = builder.generate().map_err(|e| e.to_string())?;
            claims::read(&rust.to_string())
        }));
        QUIET.set(None);
        let claims = outcome.unwrap_or_else(|panic| Err(panic_text(&*panic)));
        // Who waits is there until something was sent.
        let _ = working.send(Answer { claims, time: start.elapsed() });
    };
    if let Err(e) = std::thread::Builder::new().stack_size(STACK).spawn(work) {
        let _ = failing.send(Answer::none(&e.to_string()));
    }
    Pending(Some(receiver))
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
                    let _ = sender.send(Answer::none(last));
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
    use super::{CLAIMS, CodegenConfig, start, start_for};
    use crate::toolchain::{Environment, Libclang};

    #[test]
    fn a_panic_in_bindgen_is_an_answer() {
        let vars = std::env::vars().collect();
        let environment = Environment { vars, cwd: std::env::current_dir().unwrap() };
        crate::header::clang::load(&Libclang::find(&environment).unwrap()).unwrap();
        let text = "int f(void);";
        let claims = start("a.h", text, &[], &[".*a.h".into()]).wait().claims.unwrap();
        assert!(claims.functions.contains("f"));
        // bindgen 0.73.2 makes an identifier of the name that clang gives to a nameless template parameter.
        let text = "template <typename...> using nothing = void;\ntemplate <typename, typename = nothing<>> struct s {};";
        let arguments = ["-x", "c++"].map(str::to_owned);
        let items = CLAIMS | CodegenConfig::TYPES;
        let panicked = start_for(items, "a.h", text, &arguments, &[".*a.h".into()]).wait().claims;
        assert!(panicked.is_err(), "{panicked:?}");
    }
}

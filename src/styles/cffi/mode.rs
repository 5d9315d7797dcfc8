//! CFFI's two modes, and what each can do: the rest of this style asks here, and is the same for both.

use crate::styles::Capabilities;

/// How CFFI gets at the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Through an extension module whose C it writes.
    Api,
    /// Through the shared library itself, as ctypes does: nothing is compiled but the user's own sources and the shim.
    Abi,
}

impl Mode {
    /// The style's id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Api => "cffi",
            Self::Abi => "cffi-abi",
        }
    }

    /// What the manifest calls it besides `cffi`.
    pub fn variant(self) -> Option<&'static str> {
        match self {
            Self::Api => None,
            Self::Abi => Some("abi"),
        }
    }

    /// What the style can do.
    pub fn capabilities(self) -> Capabilities {
        Capabilities {
            holds_gil: false,
            record_buffer_before_312: false,
            needs_compiler: self.has_compiler(),
            requires: &["cffi>=2.0"],
        }
    }

    /// Whether a C compiler sees what CFFI is told: it can be left to say where members lie, and asked for addresses and
    /// whether the numbers are right; and C's own rules hold, which let nobody assign a struct with a const member.
    pub fn has_compiler(self) -> bool {
        self == Self::Api
    }

    /// Whether a member's type may be a function's. Where no compiler says how large structs are CFFI completes each as soon
    /// as it is mentioned, and stumbles over a function type that is met again inside a struct of its own parameters.
    pub fn knows_function_members(self) -> bool {
        self == Self::Api
    }
}

//! Which Debian package brings a well-known header: for hints only, so what is not listed costs nothing.

/// Header (or its folder) and package.
const PACKAGES: [(&str, &str); 44] = [
    ("bzlib.h", "libbz2-dev"),
    ("cairo/", "libcairo2-dev"),
    ("cairo.h", "libcairo2-dev"),
    ("cjson/", "libcjson-dev"),
    ("curl/", "libcurl4-openssl-dev"),
    ("curses.h", "libncurses-dev"),
    ("expat.h", "libexpat1-dev"),
    ("ffi.h", "libffi-dev"),
    ("fftw3.h", "libfftw3-dev"),
    ("freetype2/", "libfreetype-dev"),
    ("ft2build.h", "libfreetype-dev"),
    ("GL/", "libgl-dev"),
    ("GLFW/", "libglfw3-dev"),
    ("glib.h", "libglib2.0-dev"),
    ("glib-2.0/", "libglib2.0-dev"),
    ("gmp.h", "libgmp-dev"),
    ("gsl/", "libgsl-dev"),
    ("jpeglib.h", "libjpeg-dev"),
    ("json-c/", "libjson-c-dev"),
    ("libavcodec/", "libavcodec-dev"),
    ("libavutil/", "libavutil-dev"),
    ("libpq-fe.h", "libpq-dev"),
    ("libxml/", "libxml2-dev"),
    ("lua.h", "liblua5.4-dev"),
    ("lz4.h", "liblz4-dev"),
    ("lzma.h", "liblzma-dev"),
    ("mpfr.h", "libmpfr-dev"),
    ("ncurses.h", "libncurses-dev"),
    ("openssl/", "libssl-dev"),
    ("opus/", "libopus-dev"),
    ("pcap.h", "libpcap-dev"),
    ("pcre2.h", "libpcre2-dev"),
    ("png.h", "libpng-dev"),
    ("portaudio.h", "portaudio19-dev"),
    ("readline/", "libreadline-dev"),
    ("SDL2/", "libsdl2-dev"),
    ("sodium.h", "libsodium-dev"),
    ("sqlite3.h", "libsqlite3-dev"),
    ("tiff.h", "libtiff-dev"),
    ("uv.h", "libuv1-dev"),
    ("X11/", "libx11-dev"),
    ("yaml.h", "libyaml-dev"),
    ("zlib.h", "zlib1g-dev"),
    ("zstd.h", "libzstd-dev"),
];

/// The package that brings a header, by the name after its include root.
pub fn package(header: &str) -> Option<&'static str> {
    let known = |name: &str| {
        if name.ends_with('/') { header.contains(name) } else { header.rsplit('/').next() == Some(name) }
    };
    PACKAGES.iter().find(|(name, _)| known(name)).map(|(_, package)| *package)
}

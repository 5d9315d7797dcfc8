//! When a result means failure, in Python.

use crate::plan::ErrorTest;

/// The condition on `_tb_result`; `null` says that it is a null pointer, `errno` is C's, both in the style's words.
pub fn failed(test: &ErrorTest, null: &str, errno: &str) -> String {
    match test {
        ErrorTest::Nonzero => "_tb_result".to_owned(),
        ErrorTest::Negative => "_tb_result < 0".to_owned(),
        ErrorTest::Null => null.to_owned(),
        ErrorTest::NotIn(good) => match good.as_slice() {
            [one] => format!("_tb_result != {one}"),
            many => {
                let codes: Vec<String> = many.iter().map(i64::to_string).collect();
                format!("_tb_result not in ({})", codes.join(", "))
            }
        },
        ErrorTest::ErrnoSet => format!("{errno} != 0"),
    }
}

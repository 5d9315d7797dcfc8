//! Templates to text; the only place with handlebars.
//!
//! In: a template's name and a serialisable view. Out: text, or an error that names the template. Two engines: code is
//! not escaped (its values come through `text`), HTML is. Both are strict, and `if`/`unless` are ours: handlebars 6.4's
//! own take a missing value for false even in strict mode, so a misspelt field would silently drop a block.

use crate::error::{Error, Result};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderErrorReason,
    Renderable, no_escape,
};
use serde::Serialize;

/// A set of templates that may use each other as partials.
pub struct Templates {
    engine: Handlebars<'static>,
}

impl Templates {
    /// Templates of program text: nothing is escaped.
    ///
    /// # Errors
    /// A template that does not parse.
    pub fn code(sources: &[(&str, &str)]) -> Result<Self> {
        let mut engine = engine(sources)?;
        engine.register_escape_fn(no_escape);
        Ok(Self { engine })
    }

    /// Templates of HTML: every value is escaped.
    ///
    /// # Errors
    /// A template that does not parse.
    pub fn html(sources: &[(&str, &str)]) -> Result<Self> {
        Ok(Self { engine: engine(sources)? })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A field that the view does not have.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String> {
        self.engine.render(name, view).map_err(|e| Error::Internal(format!("template {name}: {e}")))
    }
}

fn engine(sources: &[(&str, &str)]) -> Result<Handlebars<'static>> {
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    engine.register_helper("if", Box::new(Conditional { positive: true }));
    engine.register_helper("unless", Box::new(Conditional { positive: false }));
    for (name, text) in sources {
        engine
            .register_template_string(name, text)
            .map_err(|e| Error::Internal(format!("template {name}: {e}")))?;
    }
    Ok(engine)
}

/// `if` and `unless` that demand a boolean that is there.
struct Conditional {
    positive: bool,
}

impl HelperDef for Conditional {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("if", 0))?;
        let path = param.relative_path().cloned().unwrap_or_default();
        let value = (!param.is_value_missing()).then(|| param.value().as_bool()).flatten();
        let value = value.ok_or_else(|| {
            RenderErrorReason::Other(format!("`{path}` of a condition is not a boolean of the view"))
        })?;
        let template = if value == self.positive { helper.template() } else { helper.inverse() };
        template.map_or(Ok(()), |t| t.render(registry, context, render, out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_condition_on_a_missing_field_is_an_error() {
        let templates = Templates::code(&[("t", "{{#if yes}}a{{else}}b{{/if}}")]).unwrap();
        assert_eq!(templates.render("t", &json!({"yes": true})).unwrap(), "a");
        assert_eq!(templates.render("t", &json!({"yes": false})).unwrap(), "b");
        assert!(templates.render("t", &json!({})).is_err());
        assert!(templates.render("t", &json!({"yes": "text"})).is_err());
    }

    #[test]
    fn code_is_not_escaped_and_html_is() {
        let view = json!({"x": "<&>"});
        assert_eq!(Templates::code(&[("t", "{{x}}")]).unwrap().render("t", &view).unwrap(), "<&>");
        assert_eq!(Templates::html(&[("t", "{{x}}")]).unwrap().render("t", &view).unwrap(), "&lt;&amp;&gt;");
    }
}

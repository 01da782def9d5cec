//! Colours by role, read from `themes/*.toml`. A role is a style; a screen never names a colour.
//! Selection is never colour alone: the selected row also carries a mark.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The styles of every role.
#[derive(Clone, Debug)]
pub struct Theme {
    pub normal: Style,
    pub title: Style,
    pub tab: Style,
    pub tab_on: Style,
    pub label: Style,
    pub dim: Style,
    pub selected: Style,
    pub field: Style,
    pub frame: Style,
    pub hint_key: Style,
    pub message: Style,
    pub good: Style,
    pub due: Style,
    pub bad: Style,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleFile {
    fg: Option<String>,
    bg: Option<String>,
    #[serde(default)]
    attr: Vec<String>,
}

/// A theme file that cannot be used, in words.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    #[error("配色文件有误:{0}")]
    Toml(#[from] toml::de::Error),
    #[error("配色文件里的“{0}”不认识")]
    Unknown(String),
    #[error("配色文件缺少“{0}”")]
    Missing(&'static str),
}

impl Theme {
    /// The theme of sixteen named colours: complete on every terminal.
    pub fn sixteen() -> Result<Self, ThemeError> {
        Self::parse(include_str!("../../themes/16.toml"))
    }

    /// The theme without any colour (NO_COLOR): reversed, bold, underlined.
    pub fn none() -> Result<Self, ThemeError> {
        Self::parse(include_str!("../../themes/none.toml"))
    }

    fn parse(toml: &str) -> Result<Self, ThemeError> {
        let mut roles: BTreeMap<String, RoleFile> = toml::from_str(toml)?;
        let mut role = |name: &'static str| -> Result<Style, ThemeError> {
            let file = roles.remove(name).ok_or(ThemeError::Missing(name))?;
            let colour = |c: String| c.parse::<Color>().map_err(|_| ThemeError::Unknown(c));
            let mut style = Style::new();
            if let Some(fg) = file.fg {
                style = style.fg(colour(fg)?);
            }
            if let Some(bg) = file.bg {
                style = style.bg(colour(bg)?);
            }
            for attr in file.attr {
                style = style.add_modifier(match attr.as_str() {
                    "bold" => Modifier::BOLD,
                    "reversed" => Modifier::REVERSED,
                    "underlined" => Modifier::UNDERLINED,
                    "dim" => Modifier::DIM,
                    _ => return Err(ThemeError::Unknown(attr)),
                });
            }
            Ok(style)
        };
        let theme = Self {
            normal: role("normal")?,
            title: role("title")?,
            tab: role("tab")?,
            tab_on: role("tab_on")?,
            label: role("label")?,
            dim: role("dim")?,
            selected: role("selected")?,
            field: role("field")?,
            frame: role("frame")?,
            hint_key: role("hint_key")?,
            message: role("message")?,
            good: role("good")?,
            due: role("due")?,
            bad: role("bad")?,
        };
        match roles.into_keys().next() {
            Some(extra) => Err(ThemeError::Unknown(extra)),
            None => Ok(theme),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colourless_theme_has_no_colour() {
        let t = Theme::none().unwrap();
        for style in [t.normal, t.title, t.tab_on, t.selected, t.field, t.bad, t.due, t.good, t.dim] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(t.selected.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn the_sixteen_colours_are_named() {
        let t = Theme::sixteen().unwrap();
        for style in [t.normal, t.title, t.tab_on, t.selected, t.field, t.bad] {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)), "{colour:?}");
            }
        }
    }

    #[test]
    fn a_wrong_file_is_told() {
        assert!(Theme::parse("nonsense = 1").is_err());
        let text = include_str!("../../themes/16.toml").replace("[title]", "[titel]");
        assert!(Theme::parse(&text).is_err());
    }
}

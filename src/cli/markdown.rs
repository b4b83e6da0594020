//! Markdown pages of parameter files.

use crate::words::{Language, Message};

/// A page so far.
pub(super) struct Markdown {
    pub language: Language,
    pub text: String,
}

impl Markdown {
    /// A page with its title, and `lines` below it as they stand.
    pub fn titled<'l>(
        title: &Message,
        lines: impl IntoIterator<Item = &'l String>,
        language: Language,
    ) -> Markdown {
        let mut text = format!("# {}\n", title.say(language));
        lines.into_iter().for_each(|line| text += &format!("\n{line}\n"));
        Markdown { language, text }
    }

    pub fn paragraph(&mut self, message: &Message) {
        self.text += &format!("\n{}\n", message.say(self.language));
    }

    pub fn heading(&mut self, heading: &Message) {
        self.text += &format!("\n## {}\n\n", heading.say(self.language));
    }

    /// A heading with its list, both left out if the list is empty.
    pub fn list(&mut self, heading: &Message, items: impl IntoIterator<Item = Message>) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        self.heading(heading);
        for item in items {
            self.text += &format!("- {}\n", item.say(self.language));
        }
    }
}

//! Files that the page hands to its reader, and takes from them.

use serde_json::json;

use crate::Page;

/// Has the page put down what it saves, in place of handing it to the browser.
const CATCH: &str = "void (() => {
    URL.createObjectURL = blob => {
        blob.text().then(text => { window.khipuSaved = text; });
        return '#saved';
    };
    HTMLAnchorElement.prototype.click = () => {};
})()";

impl Page {
    /// The text of the file that the open dialog's button of these words saves, once there is one:
    /// what a file needs may have yet to arrive.
    pub fn saved(&self, button: &str) -> String {
        self.eval(CATCH);
        self.eval("void delete window.khipuSaved");
        self.poll(&format!("\"{button}\" saves a file"), || {
            self.press("dialog[open] button", button);
            let text = self.eval_text("window.khipuSaved ?? ''");
            if text.is_empty() { Err("not yet".to_owned()) } else { Ok(text) }
        })
    }

    /// Chooses a file of this text in the open dialog.
    pub fn choose(&self, name: &str, text: &str) {
        self.wait("document.querySelector('dialog[open] input[type=file]')");
        self.eval(&format!(
            "(() => {{
                const files = new DataTransfer();
                files.items.add(new File([{}], {}));
                const input = document.querySelector('dialog[open] input[type=file]');
                input.files = files.files;
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})()",
            json!(text),
            json!(name)
        ));
    }

    /// Has the page put down what it copies, in place of the browser's clipboard: `khipuCopied`.
    pub fn catch_copies(&self) {
        self.eval(
            "void (navigator.clipboard.writeText = async text => { window.khipuCopied = text; })",
        );
    }
}

//! Step 3: Sass.

use crate::workspace::Workspace;
use anyhow::{Result, anyhow};
use grass::{Options, OutputStyle};

/// Compiles `style/main.scss` with everything it uses.
pub fn compile(workspace: &Workspace) -> Result<Vec<u8>> {
    let folder = workspace.style_dir();
    let options = Options::default().style(OutputStyle::Compressed).load_path(&folder);
    // Grass' errors show the offending lines and borrow nothing worth keeping.
    let css = grass::from_path(folder.join("main.scss"), &options)
        .map_err(|error| anyhow!("the style sheet did not compile\n{error}"))?;
    Ok(css.into_bytes())
}

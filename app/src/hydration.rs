//! What a browser loads to take over a page that the server rendered.
//!
//! Names come from the front end's build. The parts that the page's area needs are announced by a
//! script and not by `<link rel="preload">`: a browser without JavaScript would fetch them for nothing.
use crate::{area, paths};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_router::location::RequestUrl;
use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
    sync::Arc,
};

/// Addresses below the base path of what the build made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HydrationFiles {
    style: String,
    script: String,
    /// What the script imports to load parts.
    loader: String,
    module: String,
    /// By the name of the function that begins the part.
    parts: BTreeMap<String, Vec<String>>,
}

impl HydrationFiles {
    /// Reads the names from the folder that `xtask frontend` filled.
    ///
    /// # Errors
    /// Fails if the folder holds no front end, or not a whole one.
    pub fn read(site: &Path) -> io::Result<Self> {
        let hashes = fs::read_to_string(site.join("hash.txt"))?;
        let hashes: HashMap<&str, &str> = hashes.lines().filter_map(|line| line.split_once(": ")).collect();
        let hash = |name: &str| {
            hashes.get(name).ok_or_else(|| io::Error::other(format!("hash.txt does not name `{name}`")))
        };
        let manifest = format!("pkg/__wasm_split_manifest.{}.json", hash("manifest")?);
        let parts: BTreeMap<String, Vec<String>> =
            serde_json::from_str(&fs::read_to_string(site.join(manifest))?)?;
        Ok(Self {
            style: format!("/pkg/portico.{}.css", hash("css")?),
            script: format!("/pkg/portico.{}.js", hash("js")?),
            loader: format!("/pkg/__wasm_split.{}.js", hash("split")?),
            module: format!("/pkg/portico.{}.wasm", hash("wasm")?),
            parts: parts
                .into_iter()
                .map(|(entry, files)| (entry, files.iter().map(|file| format!("/pkg/{file}.wasm")).collect()))
                .collect(),
        })
    }

    /// The style sheet.
    pub fn style(&self) -> &str {
        &self.style
    }

    fn parts_at(&self, path: &str) -> &[String] {
        let Some(name) = area::name_at(path) else { return &[] };
        let begins = format!("__{name}_area_view_");
        let found = self.parts.iter().find(|(entry, _)| entry.starts_with(&begins));
        found.map_or(&[], |(_, files)| files.as_slice())
    }
}

/// The style sheet and the scripts, for the head of the page. Without a front end there are none,
/// and pages work as they do without WASM.
#[component]
pub fn Hydration() -> impl IntoView {
    let files = use_context::<Arc<HydrationFiles>>()?;
    let base = paths::base();
    let at = |file: &str| format!("{base}{file}");
    let url = use_context::<RequestUrl>()?.parse().ok()?;
    let path = url.path();
    let (script, loader, module) = (at(&files.script), at(&files.loader), at(&files.module));
    let announced: Vec<String> =
        [module.clone()].into_iter().chain(files.parts_at(path).iter().map(|file| at(file))).collect();
    // A page that answers at another address (a refused sign-in, where the provider sent the browser back to) stands
    // at its own before the router looks, and the address bar keeps no code of a provider.
    // Then, what was written is seen before its processor is needed for anything else: the first frame was painted
    // once the second one begins.
    let hydrate = format!(
        "if(location.pathname!=={path:?})history.replaceState(history.state,'',{path:?});\
         const frame=()=>new Promise(requestAnimationFrame);await frame();await frame();\
         const announce=(link,all)=>{{for(const href of all)\
         document.head.append(Object.assign(document.createElement('link'),{{...link,href}}))}};\
         announce({{rel:'modulepreload'}},[{loader:?}]);\
         announce({{rel:'preload',as:'fetch',type:'application/wasm',crossOrigin:'anonymous'}},{announced:?});\
         const {{default:init,hydrate}}=await import({script:?});\
         await init({{module_or_path:{module:?}}});hydrate()"
    );
    Some(view! {
        <link id="style" rel="stylesheet" href=at(&files.style)/>
        <script type="module" nonce=use_nonce()>{hydrate}</script>
    })
}

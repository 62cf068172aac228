//! Builds the tree from the events of a reader, and watches over what it may cost.

use std::collections::HashSet;
use std::rc::Rc;

use super::limits::{MAX_DEPTH, MAX_KEY, MAX_NODES, MAX_TEXT};
use super::message::{Messages, quoted};
use super::node::{Node, Object, Value};
use super::pointer::Place;
use super::refused::Refused;

/// Keys worth remembering: those of the specification come early in every document.
const MAX_SHARED_KEYS: usize = 4096;

/// The size of a part, so that an alias to it can be charged without walking it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weight {
    nodes: usize,
    text: usize,
    height: usize,
}

impl Weight {
    pub fn of_scalar(text: &str) -> Self {
        Self { nodes: 1, text: text.len(), height: 1 }
    }
}

pub struct Builder<'m> {
    open: Vec<Open>,
    root: Option<Node>,
    total: Weight,
    /// Keys repeat ("type", "description"): each is stored once.
    keys: HashSet<Rc<str>>,
    pub messages: &'m mut Messages,
}

/// An object or list whose end has not been reached.
struct Open {
    line: u32,
    content: Content,
    /// The key whose value comes next.
    key: Option<Rc<str>>,
    /// `total` before this part began.
    before: Weight,
    height: usize,
}

enum Content {
    Array(Vec<Node>),
    Object(Object),
}

impl<'m> Builder<'m> {
    pub fn new(messages: &'m mut Messages) -> Self {
        Self { open: Vec::new(), root: None, total: Weight::default(), keys: HashSet::new(), messages }
    }

    /// Whether the next scalar is a key.
    pub fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { content: Content::Object(_), key: None, .. }))
    }

    pub fn begin_array(&mut self, line: u32) -> Result<(), Refused> {
        self.begin(line, Content::Array(Vec::new()))
    }

    pub fn begin_object(&mut self, line: u32) -> Result<(), Refused> {
        self.begin(line, Content::Object(Object::new()))
    }

    fn begin(&mut self, line: u32, content: Content) -> Result<(), Refused> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Refused::TooDeep { line });
        }
        let before = self.total;
        self.charge(line, 1, 0)?;
        self.open.push(Open { line, content, key: None, before, height: 0 });
        Ok(())
    }

    /// The name of the next member.
    pub fn key(&mut self, line: u32, name: &str) -> Result<(), Refused> {
        if name.len() > MAX_KEY {
            return Err(Refused::KeyTooLong { line });
        }
        self.charge(line, 0, name.len())?;
        let key = self.shared_key(line, name);
        if let Some(open) = self.open.last_mut() {
            open.key = Some(key);
        }
        Ok(())
    }

    fn shared_key(&mut self, line: u32, name: &str) -> Rc<str> {
        if let Some(key) = self.keys.get(name) {
            return Rc::clone(key);
        }
        let key = self.storable(line, name);
        if self.keys.len() < MAX_SHARED_KEYS {
            self.keys.insert(Rc::clone(&key));
        }
        key
    }

    pub fn text(&mut self, line: u32, text: &str) -> Result<Node, Refused> {
        let value = Value::Text(self.storable(line, text));
        self.scalar(line, value)
    }

    pub fn scalar(&mut self, line: u32, value: Value) -> Result<Node, Refused> {
        let bytes = match &value {
            Value::Text(text) | Value::Number(text) => text.len(),
            _ => 0,
        };
        self.charge(line, 1, bytes)?;
        let node = Node::new(line, value);
        self.place(node.clone(), 1);
        Ok(node)
    }

    /// Puts a finished part in a second place.
    pub fn alias(&mut self, line: u32, node: &Node, weight: Weight) -> Result<(), Refused> {
        if self.open.len() + weight.height > MAX_DEPTH {
            return Err(Refused::TooDeep { line });
        }
        self.charge(line, weight.nodes, weight.text)?;
        self.place(node.clone(), weight.height);
        Ok(())
    }

    /// Ends the innermost object or list.
    pub fn end(&mut self) -> Option<(Node, Weight)> {
        let open = self.open.pop()?;
        let value = match open.content {
            Content::Array(items) => Value::Array(items.into()),
            Content::Object(object) => Value::Object(Rc::new(object)),
        };
        let node = Node::new(open.line, value);
        let height = open.height + 1;
        self.place(node.clone(), height);
        let (nodes, text) = (self.total.nodes - open.before.nodes, self.total.text - open.before.text);
        Some((node, Weight { nodes, text, height }))
    }

    /// YAML 1.1 merge keys, still common: `<<: *defaults` adds the members that are not there already
    /// (<https://yaml.org/type/merge.html>).
    pub fn merge_keys(&mut self) {
        if let Some(Open { content: Content::Object(object), .. }) = self.open.last_mut()
            && let Some(merged) = object.shift_remove("<<")
        {
            let sources = merged.as_array().unwrap_or(std::slice::from_ref(&merged));
            for (key, value) in sources.iter().filter_map(Node::as_object).flatten() {
                object.entry(Rc::clone(key)).or_insert_with(|| value.clone());
            }
        }
    }

    pub fn finish(self) -> Option<Node> {
        self.root
    }

    /// Puts a node where the innermost open part has come to. The last of several equal keys wins, as in every JSON
    /// parser.
    fn place(&mut self, node: Node, height: usize) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.height = open.height.max(height);
        match &mut open.content {
            Content::Array(items) => items.push(node),
            Content::Object(object) => {
                let line = node.line;
                if let Some(key) = open.key.take()
                    && object.insert(Rc::clone(&key), node).is_some()
                {
                    self.warn(
                        line,
                        format!("The key `{}` appears more than once; the last one counts.", quoted(&key)),
                    );
                }
            }
        }
    }

    fn charge(&mut self, line: u32, nodes: usize, text: usize) -> Result<(), Refused> {
        self.total.nodes += nodes;
        self.total.text += text;
        if self.total.nodes > MAX_NODES {
            return Err(Refused::TooManyNodes { line });
        }
        if self.total.text > MAX_TEXT {
            return Err(Refused::TooMuchText { line });
        }
        Ok(())
    }

    /// Databases cannot store U+0000 in text, and no reader can see it.
    fn storable(&mut self, line: u32, text: &str) -> Rc<str> {
        if !text.contains('\0') {
            return text.into();
        }
        self.warn(line, "The text contains the character U+0000, shown as \u{fffd}.".to_owned());
        text.replace('\0', "\u{fffd}").into()
    }

    /// A message about the place that is being built.
    pub fn warn(&mut self, line: u32, text: String) {
        if self.messages.is_full() {
            return self.messages.warning(line, &Place::Root, text);
        }
        let pointer =
            self.open.iter().fold(String::from("#"), |pointer, open| match (&open.content, &open.key) {
                (Content::Array(items), _) => Place::At(&pointer).index(items.len()).to_string(),
                (_, Some(key)) => Place::At(&pointer).key(key).to_string(),
                _ => pointer,
            });
        self.messages.warning(line, &Place::At(&pointer), text);
    }
}

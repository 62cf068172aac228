mod issue;
mod rotate;

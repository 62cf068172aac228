mod create;
mod delete;
mod pages;
mod update;

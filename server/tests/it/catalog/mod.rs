mod documents;
mod images;
mod products;
mod versions;

mod products;
mod versions;

mod conjuncts;
mod embedded;
mod headers;
mod nginx;
mod revocation;
mod uses;

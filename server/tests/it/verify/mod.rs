mod conjuncts;
mod embedded;
mod headers;
mod revocation;
mod uses;

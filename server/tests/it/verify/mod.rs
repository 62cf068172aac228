mod conjuncts;
mod embedded;
mod exactness;
mod headers;
mod revocation;
mod uses;

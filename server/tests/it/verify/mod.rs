mod conjuncts;
mod embedded;
mod exactness;
mod headers;
mod outdated;
mod revocation;
mod uses;

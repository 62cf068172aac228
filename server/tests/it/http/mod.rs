mod flood;
mod page_cache;

mod flood;
mod page_cache;
mod slow;

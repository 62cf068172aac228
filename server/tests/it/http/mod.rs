mod page_cache;

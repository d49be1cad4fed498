"""The quiz: the start page, one question a page, going on with it elsewhere."""

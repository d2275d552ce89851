-- What the browser brings. Pages that it rendered are archived with what they fetched by themselves.

ALTER TABLE earshot.page ADD COLUMN responses bytea;
COMMENT ON COLUMN earshot.page.responses IS
  'What the page itself fetched while a browser rendered it: gzip of a JSON array of {url, status, contentType, body (base64)}; null: nothing.';

-- What is compressed already is not compressed again.
ALTER TABLE earshot.page ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE earshot.page ALTER COLUMN responses SET STORAGE EXTERNAL;

-- Whether the pages of one kind on a site say more in a browser; asked again after a while.
CREATE TABLE earshot.render_choice (
  source_id bigint NOT NULL REFERENCES earshot.source ON DELETE CASCADE,
  -- their path, with `*` for what differs from page to page
  path_kind text NOT NULL,
  needs_browser boolean NOT NULL,
  -- so many of them showed no more
  vain_pages int NOT NULL DEFAULT 0,
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source_id, path_kind)
);

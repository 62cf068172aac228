# What a contributor types. The work is in scripts/, which also runs without make.

.DEFAULT_GOAL := help
.PHONY: help run check test end2end bench fmt clean

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: ## the portal with demo data on http://127.0.0.1:8080
	@scripts/run.sh

check: ## format and lints: the fast loop
	@scripts/check.sh

test: ## everything, on SQLite and PostgreSQL and in a browser
	@scripts/postgres.sh run scripts/test.sh

end2end: ## the browser tests alone; E2E="--ui catalog" passes arguments on
	@scripts/build.sh
	@scripts/postgres.sh run scripts/end2end.sh $(E2E)

bench: ## the figures, measured side by side
	@scripts/bench.sh

fmt: ## format all Rust code
	@cargo fmt --all

clean: ## remove everything that was built; ./data stays
	@cargo clean
	@rm -rf end2end/node_modules end2end/test-results end2end/playwright-report

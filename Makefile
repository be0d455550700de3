# make pkg    the npm package, in pkg/
# make demo   the page, on http://127.0.0.1:8080
# make test   every check and test that this machine can run
# make site   the page as static files, in site/
# make bench  this package against its peers; NODE=path for another Node, BENCH="--json file --gates" (tests/bench/run.mjs)
# make bench-nodes    the same on Node 20, 22 and 24, which it fetches for Linux on x64
# make bench-browser  presigning in Chromium
# Needs rustup and Node; everything else is fetched at the versions of the lock files.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := pkg

GENERATED := pkg-template/src/generated
TOOLS := pkg-template/node_modules/.package-lock.json
TEST_LOCKS := $(filter-out tests/bench/%,$(wildcard tests/package-lock.json tests/*/package-lock.json))
TEST_PACKAGES := $(TEST_LOCKS:package-lock.json=node_modules/.package-lock.json)

RUST := Cargo.toml Cargo.lock $(shell find src pkg-template/builder -name '*.rs' -o -name Cargo.toml)
TYPESCRIPT := $(shell find pkg-template/src -name '*.ts' -not -path '$(GENERATED)/*')
TEMPLATE := $(addprefix pkg-template/,package.json tsconfig.json build.mjs)
DOCUMENTS := $(wildcard README.md CHANGELOG.md LICENSE-*)
PAGE := $(wildcard www/* www/*/* www/*/*/*)

TARGET = $(shell cargo metadata --no-deps --format-version 1 | node -p 'JSON.parse(fs.readFileSync(0)).target_directory')

# Another compiler may know other lints, which are shown then.
CHECKED_BY := $(shell sed -n 's/^checked-by = "\(.*\)"/\1/p' Cargo.toml)
DENY_LINTS = $(if $(filter $(CHECKED_BY),$(shell rustc --version)),-- -D warnings)

BENCH_PACKAGES := tests/bench/node_modules/.package-lock.json
BENCH_NODES := tests/bench/nodes/node_modules/.package-lock.json
NODE ?= node

define add-target
rustup target list --installed | grep -qx $(1) || rustup target add $(1)
endef

.PHONY: pkg bench bench-nodes bench-browser demo site test check test-rust test-js format clean

pkg: pkg/package.json

pkg/package.json: $(GENERATED)/error-codes.ts $(TYPESCRIPT) $(TEMPLATE) $(DOCUMENTS) $(TOOLS)
	node pkg-template/build.mjs

# One crate, three artefacts of the same file name: each is taken away before the next is built. The explaining ones are
# built to be small: nobody explains a million requests a second, and the page must load fast. The signing one is built to
# be fast, but for unrolled loops and what is taken into its callers: hashing unrolls its own, and the others make it a fifth
# larger and not faster. Numbers alone cross its boundary, and the doctor's: without reference types, and without the section
# that says that the standard library has them, they get no table of JavaScript's values, which takes half a millisecond
# from the start. No path of this machine is left in them: where rustup's `rust-src` is installed, those of the standard library
# would be.
define ARTEFACTS
sigv4 wasm 3 symbols -Ctarget-feature=+simd128,-reference-types -Cllvm-args=-inline-threshold=50 -Cllvm-args=-inlinehint-threshold=50
inspect inspect z none -Ctarget-feature=+simd128
doctor doctor z symbols -Ctarget-feature=+simd128,-reference-types
endef
export ARTEFACTS

$(GENERATED)/error-codes.ts: $(RUST) Makefile
	mkdir -p $(GENERATED)
	$(call add-target,wasm32-unknown-unknown)
	target="$(TARGET)"; \
	built="$$target/wasm32-unknown-unknown/release/sigv4_wasm.wasm"; \
	commit="$$(rustc -vV | sed -n 's/^commit-hash: //p')"; \
	flags=(-Cllvm-args=-unroll-threshold=20 \
	  "--remap-path-prefix=$${CARGO_HOME:-$$HOME/.cargo}/registry/src=crates" \
	  "--remap-path-prefix=$$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$$commit"); \
	while read -r artefact feature level strip codegen; do \
	  export CARGO_PROFILE_RELEASE_OPT_LEVEL="$$level" CARGO_PROFILE_RELEASE_STRIP="$$strip"; \
	  printf -v encoded '%s\x1f' "$${flags[@]}" $$codegen; \
	  CARGO_ENCODED_RUSTFLAGS="$${encoded%?}" \
	    cargo rustc --release --lib --target wasm32-unknown-unknown --crate-type cdylib --features "$$feature"; \
	  cp "$$built" "$(GENERATED)/$$artefact.wasm"; \
	done <<< "$$ARTEFACTS"
	cargo run --release --package sigv4-wasm-builder -- $(GENERATED) $(GENERATED)/sigv4.wasm $(GENERATED)/inspect.wasm $(GENERATED)/doctor.wasm

# Not `npm ci`: it refuses a lock file in which a registry left out the binaries of other systems.
%/node_modules/.package-lock.json: %/package-lock.json
	npm install --no-save --include=dev --include=optional --prefix $*
	touch $@

bench: pkg $(BENCH_PACKAGES)
	NODE="$(NODE)" node tests/bench/run.mjs $(BENCH)

bench-nodes: pkg $(BENCH_PACKAGES) $(BENCH_NODES)
	node tests/bench/run.mjs --nodes 20,22,24 $(BENCH)

bench-browser: pkg $(BENCH_PACKAGES)
	node tests/bench/browser.mjs $(BENCH)

site: site/index.html

site/index.html: pkg/package.json $(PAGE)
	rm -rf site
	cp -R www site
	cp -R pkg site/sigv4-wasm
	touch $@

demo: pkg
	node tests/support/serve.mjs

test: check test-rust test-js

check: pkg $(TOOLS)
	cargo fmt --all --check
	cargo clippy --workspace --all-targets $(DENY_LINTS)
	cargo clippy --lib --features serde $(DENY_LINTS)
	cargo clippy --lib --target wasm32-unknown-unknown --features wasm $(DENY_LINTS)
	cargo clippy --lib --target wasm32-unknown-unknown --features inspect $(DENY_LINTS)
	cargo clippy --lib --target wasm32-unknown-unknown --features doctor $(DENY_LINTS)
	RUSTDOCFLAGS="-D warnings" cargo doc --lib --no-deps
	RUSTDOCFLAGS="-D warnings" cargo doc --lib --no-deps --document-private-items
	$(call add-target,wasm32v1-none)
	cargo build --lib --target wasm32v1-none --features serde
	pkg-template/node_modules/.bin/biome ci --colors=off pkg-template tests www

test-rust:
	cargo test

test-js: pkg $(TEST_PACKAGES)
	node tests/run.mjs

# Formats everything that `check` looks at.
format: $(TOOLS)
	cargo fmt --all
	pkg-template/node_modules/.bin/biome check --write pkg-template tests www

clean:
	rm -rf pkg site pkg-template/dist $(GENERATED)

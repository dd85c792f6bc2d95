# Two commands matter: `make run` opens the demo, `make test` runs every test.
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,\
	$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
PORT ?= 8501
BIN := .venv/bin
LOCKER := .venv/lock
SPARK := .venv-spark
JAVA_HOME ?= $(firstword $(wildcard /usr/lib/jvm/*17*openjdk*))

.PHONY: setup run test check holes bench load soak faults spark docs screens lock editor clean
setup: .venv/stamp

# The stamp is younger than the lock exactly when the environment holds what the lock says. What comes as source is built
# with the lock's own setuptools, so that nothing is fetched that the lock does not name.
.venv/stamp: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Taizhang needs Python 3.11 or newer: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock > .venv/first.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/first.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

run: setup
	$(BIN)/taizhang demo --port $(PORT)

test: setup
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m docs.make --check
	$(BIN)/python -m deploy.holes

# Known holes in what the lock names; needs a network, and says so where there is none.
holes: setup
	$(BIN)/python -m deploy.holes

# UNITS="300 20000 200000" measures only how it grows, at these sizes; a large one takes its time.
bench: setup
	$(BIN)/python -m bench $(if $(UNITS),--units $(UNITS))

# Everybody at once for some minutes: a hundred who look, ten who ask in SQL, the office; what it writes is docs/load.md.
load: setup
	$(BIN)/python -m bench.load

# Three thousand runs of pages, and whether the server holds more memory afterwards.
soak: setup
	$(BIN)/python -m bench.soak

# Some twenty minutes on two idle processors; what it writes is docs/faults.md.
faults: setup
	nice $(BIN)/python -m tests.faults

# An optional extra in an environment of its own; needs Java 17. STORE=DIR judges that store instead of the demo's, and
# SPARK_OPTIONS says which Spark and how much of it: see docs/beyond-one-machine.md.
spark: $(SPARK)/stamp
	JAVA_HOME=$(JAVA_HOME) $(SPARK)/bin/python -m spark $(if $(STORE),--store $(STORE)) $(SPARK_OPTIONS)

$(SPARK)/stamp: requirements-spark.lock
	@test -x "$(JAVA_HOME)/bin/java" || { echo "Spark needs Java 17: make spark JAVA_HOME=/path/to/java"; exit 1; }
	$(PYTHON) -m venv $(SPARK)
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements-spark.lock > $(SPARK)/first.lock
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(SPARK)/first.lock
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation \
		-r requirements-spark.lock
	@touch $@

docs: setup
	$(BIN)/python -m docs.make

screens: setup
	$(BIN)/python -m docs.screens

lock: setup
	$(PYTHON) -m venv $(LOCKER)
	$(LOCKER)/bin/pip install --quiet --disable-pip-version-check pip-tools
	$(LOCKER)/bin/pip-compile --quiet --extra dev --allow-unsafe --strip-extras --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml
	$(LOCKER)/bin/pip-compile --quiet --extra spark --allow-unsafe --strip-extras --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --constraint requirements.lock \
		--output-file requirements-spark.lock pyproject.toml

# The SQL page's editor, bundled into one file that is kept with the code; needs Node, and a registry only here.
editor:
	cd dashboard/editor && npm ci --omit-lockfile-registry-resolved=true --no-audit --no-fund && npm run build

clean:
	rm -rf .venv $(SPARK) store build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

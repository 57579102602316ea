# ./geosuite test: locked restore, Release build, format check, every test project. Sourced by the launcher.

run_tests() {
  case ${1:-} in
    --help|-h)
      cat <<'TEXT'
usage: ./geosuite test [ARGUMENTS…]

Restores, builds and runs every test project; arguments go to the test runner, for example
  ./geosuite test --filter-class '*TileIndex*'
The last line is "N passed, N failed, N skipped"; whatever else goes wrong counts as one failure.
TEXT
      return 0 ;;
  esac

  mkdir -p "$out"
  test_log=$out/test.log
  : >"$test_log"
  trap 'finish_tests $?' EXIT

  require_gdal
  install_packages gdal-bin chromium
  install_packages postgresql postgresql-postgis || say "PostGIS cannot be installed: tests with it are skipped"
  install_packages python3-qgis qgis-providers || say "QGIS cannot be installed: tests with it are skipped"
  require_dotnet
  require_viewer_library
  cd "$root"
  export CHROMIUM_PATH=${CHROMIUM_PATH:-$(command -v chromium || true)}
  dotnet restore --locked-mode -v quiet || die "restore failed: are the lock files up to date?"
  dotnet build -c Release --no-restore -v quiet --nologo -clp:ErrorsOnly || die "the build failed"
  if [ $# -eq 0 ]; then
    dotnet format --no-restore --verify-no-changes --severity warn \
      || { say "dotnet format would change files"; echo "  format failed" >>"$test_log"; }
    dotnet test -c Release --no-build | tee -a "$test_log"
  else
    # a filter leaves most projects without a test, which is no fault
    dotnet test -c Release --no-build --ignore-exit-code 8 "$@" | tee -a "$test_log"
  fi
}

# The last line and the exit code, whichever way the run ended.
finish_tests() {
  trap - EXIT
  set +e
  count_tests "$1" "$test_log"
  exit $?
}

# count_tests CODE LOG: prints "N passed, N failed, N skipped" from the runner's summary; fails if anything failed or nothing ran.
# A test project that crashed or ran nothing is an "error" of the summary and counts as a failure, and so does a run that ended early.
count_tests() {
  awk -v code="$1" '
    /^Test run summary/ { error = failed = passed = skipped = 0 }
    /^  format failed$/ { format = 1 }
    /^  error: [0-9]+$/ { error = $2 }
    /^  failed: [0-9]+$/ { failed = $2 }
    /^  succeeded: [0-9]+$/ { passed = $2 }
    /^  skipped: [0-9]+$/ { skipped = $2 }
    END {
      failed += error + format
      if (failed == 0 && (code != 0 || passed + skipped == 0)) failed = 1
      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
      exit failed > 0
    }' "$2"
}

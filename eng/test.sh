# ./geosuite test: locked restore, Release build, format check, every test project. Sourced by the launcher.

run_tests() {
  case ${1:-} in
    --help|-h)
      cat <<'TEXT'
usage: ./geosuite test [ARGUMENTS…]

Restores, builds and runs every test project; arguments go to the test runner, for example
  ./geosuite test --filter-class '*TileIndex*'
The last line is "N passed, N failed, N skipped".
TEXT
      return 0 ;;
  esac

  require_gdal
  install_packages gdal-bin chromium
  require_dotnet
  require_viewer_library
  cd "$root"
  mkdir -p "$out"
  export CHROMIUM_PATH=${CHROMIUM_PATH:-$(command -v chromium || true)}
  dotnet restore --locked-mode -v quiet || die "restore failed: are the lock files up to date?"
  dotnet build -c Release --no-restore -v quiet --nologo -clp:ErrorsOnly || die "the build failed"
  local format=0 code=0
  if [ $# -eq 0 ]; then
    dotnet format --no-restore --verify-no-changes --severity warn || format=1
  fi
  dotnet test -c Release --no-build "$@" | tee "$out/test.log" || code=${PIPESTATUS[0]}
  [ $format -eq 0 ] || { say "dotnet format would change files"; code=1; }
  awk -v extra=$format '/^  failed:/{f=$2}/^  succeeded:/{s=$2}/^  skipped:/{k=$2}END{printf "%d passed, %d failed, %d skipped\n",s,f+extra,k}' "$out/test.log"
  return "$code"
}

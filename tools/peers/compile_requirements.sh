#!/bin/sh
# Compiles requirements.in to requirements.txt, with hashes, for Python 3.11 and later on every system; then what the
# environments of older profiles have of their own. Leaves out what only a GPU needs (see cuda_stand_ins.py); so each is to
# be installed with --no-deps.
set -eu
cd "$(dirname "$0")"
leave_out=""
for name in cuda-bindings cuda-pathfinder cuda-toolkit triton nvidia-cublas nvidia-cuda-cccl nvidia-cuda-nvrtc \
  nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-cusolver nvidia-cusparse nvidia-cusparselt-cu13 \
  nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx; do
  leave_out="$leave_out --no-emit-package $name"
done

compile() {
  # shellcheck disable=SC2086
  uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
    $leave_out --output-file "$2" --quiet "$1"
}

# A candidate for "current": compile_requirements.sh --candidate IN OVERRIDES WHOLE OWN (profile-update.mjs). OWN is what WHOLE has of its own.
if [ "${1:-}" = --candidate ]; then
  cp requirements.txt "$4"
  leave_out="$leave_out --override $3"
  compile "$2" "$4"
  python3 only_own_requirements.py requirements.txt "$4" > "$5"
  exit
fi

# An argument compiles one profile's alone: compile_requirements.sh mid-2024
[ $# -gt 0 ] || compile requirements.in requirements.txt
for profile in ${1:-mid-2024 mid-2025}; do
  whole=$(mktemp)
  # uv keeps to the versions that stand in its output: as many as can be are those of requirements.txt.
  cp requirements.txt "$whole"
  compile "requirements.$profile.in" "$whole"
  python3 only_own_requirements.py requirements.txt "$whole" > "requirements.$profile.txt"
  rm "$whole"
done

#!/bin/sh
# Compiles requirements.in to requirements.txt, with hashes, for Python 3.11 and later on every system.
# Leaves out what only a GPU needs (see cuda_stand_ins.py); so requirements.txt is to be installed with --no-deps.
set -eu
cd "$(dirname "$0")"
leave_out=""
for name in cuda-bindings cuda-pathfinder cuda-toolkit triton nvidia-cublas nvidia-cuda-cccl nvidia-cuda-nvrtc \
  nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-cusolver nvidia-cusparse nvidia-cusparselt-cu13 \
  nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx; do
  leave_out="$leave_out --no-emit-package $name"
done
# shellcheck disable=SC2086
exec uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
  $leave_out --output-file requirements.txt --quiet "$@" requirements.in

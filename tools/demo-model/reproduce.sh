#!/usr/bin/env bash
# Makes public/models/phi3-demo from nothing: environment, tokenizer, training, export, evaluation, model card.
# Usage: tools/demo-model/reproduce.sh [WORK_FOLDER]   (about an hour and a half on two cores)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-"$here/.work"}
bundle="$here/../../public/models/phi3-demo"
python=$(node "$here/../peers/setup.mjs")
cd "$here"
"$python" train.py "$work"
"$python" export.py "$work" "$bundle"
"$python" evaluate.py "$bundle" "$work/report.json"
"$python" model_card.py "$bundle" "$work/report.json"

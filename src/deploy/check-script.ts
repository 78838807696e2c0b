/** A script that asks the model in its own environment before deployment: what works there works on a platform. */
import { pythonString, type PythonValue } from "#wrapper/python-literal.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import { type DeployFile, type DeploymentPlan, modelFolder } from "./deployment.ts";
import { pythonBlock } from "./python-block.ts";
import type { ModelInput } from "./sample-request.ts";

/** mlflow.models.predict, in the profile's MLflow. */
export function checkScript(plan: DeploymentPlan, input: ModelInput): DeployFile {
  const manager = PROFILES[plan.wrapper.profile].environmentManager;
  return {
    path: "check.py",
    text: `"""Asks the model in a new environment that is made from the model's own requirements, and prints its answer.

    python check.py [${manager}|local]

"local" takes the packages of this Python instead, which is quicker and proves less.
"""

import sys
from pathlib import Path

import mlflow

MODEL = Path(__file__).resolve().parent.parent / ${pythonString(modelFolder(plan))}
QUESTION = ${pythonBlock(input as PythonValue)}

mlflow.models.predict(
    model_uri=str(MODEL),
    input_data=QUESTION,
    env_manager=sys.argv[1] if len(sys.argv) > 1 else ${pythonString(manager)},
)
`,
  };
}

"""Makes fixtures/ again from the real peers.

    $(node setup.mjs) make_fixtures.py all|mlflow|pipeline|genai|int4|external|pickle|checks|demo [--bundle FOLDER]

`demo` makes only what depends on the demo model, and has to be run when that changes.
"""

import argparse
from pathlib import Path

import fixture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["all", "mlflow", "pipeline", "genai", "int4", "external", "pickle", "checks", "demo"])
    parser.add_argument("--bundle", type=Path, default=fixture.DEMO, help="the demo model's folder")
    arguments = parser.parse_args()
    what, bundle = arguments.what, arguments.bundle.resolve()
    if what in ("all", "mlflow"):
        import fixtures_mlflow

        fixtures_mlflow.make(bundle)
    if what in ("all", "genai"):
        import fixtures_genai
        import fixtures_shapes

        fixtures_genai.make(bundle)
        fixtures_shapes.make(bundle)
    if what in ("all", "int4"):
        import fixtures_int4
        import make_int4_models

        make_int4_models.make()
        fixtures_int4.make()
    if what in ("all", "pickle"):
        import fixtures_joblib
        import fixtures_pickle

        fixtures_joblib.make()
        fixtures_pickle.make()
    if what in ("all", "checks"):
        import fixtures_checks

        fixtures_checks.make()
    if what in ("all", "external"):
        import fixtures_external

        fixtures_external.make()
    if what in ("all", "pipeline", "demo"):
        import fixtures_model_config
        import fixtures_pipeline

        import fixtures_sampling
        import fixtures_templates

        fixtures_model_config.make(bundle)
        fixtures_pipeline.make(bundle)
        fixtures_sampling.make(bundle)
        fixtures_templates.make(bundle)
    if what == "demo":
        import fixtures_genai
        import fixtures_mlflow
        import fixtures_shapes

        fixtures_mlflow.make_models(bundle)
        fixtures_genai.make_demo(bundle)
        fixtures_shapes.make_demo(bundle)


if __name__ == "__main__":
    main()

import { CircleAlert } from "lucide-react";
import { useApp } from "#components/app-context.ts";

/** Why nothing is being saved, for as long as that is so. */
export function SaveProblem() {
  const save = useApp((state) => state.save);
  if (save.status !== "failed") return null;
  return (
    <div className="problem save-problem" role="alert">
      <CircleAlert aria-hidden />
      <p>{save.error.message}</p>
    </div>
  );
}

import type { Wording } from "#base/message.ts";

interface NoticeAction {
  readonly label: Wording;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly tone: "info" | "success" | "error";
  readonly text: Wording;
  /** A button's label and what it does, e.g. Undo. */
  readonly action?: NoticeAction;
  readonly otherAction?: NoticeAction;
  /** Until it is dismissed; an error stays by itself. */
  readonly stays?: boolean;
}

export interface NoticeState {
  readonly notices: readonly Notice[];
}

/** Functions, not methods. */
export interface NoticeActions {
  /** @returns its id. */
  readonly notify: (notice: Omit<Notice, "id">) => number;
  readonly dismissNotice: (id: number) => void;
}

import type { App } from "./app.ts";
import type { NoticeActions } from "./notice-slice.ts";

export function createNoticeActions({ store }: App): NoticeActions {
  let count = 0;
  return {
    notify(notice) {
      const added = { ...notice, id: ++count };
      store.setState(({ notices }) => ({ notices: [...notices, added] }));
      return added.id;
    },
    dismissNotice: (id) =>
      store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  };
}

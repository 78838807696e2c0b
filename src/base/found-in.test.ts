import { expect, it } from "vitest";
import { foundIn, foundInsteadOfJson } from "./found-in.ts";
import { english } from "./message.ts";

it.each([
  [" \n", "nothing: it is empty"],
  ["\uFEFF<!DOCTYPE html><html>", "a web page (HTML)"],
  ["\n<HTML lang=en>", "a web page (HTML)"],
  ["<?xml version='1.0'?>", "an XML document"],
  ["PK\u0003\u0004\0\0", "a zip"],
  ["%PDF-1.7 \0", "a PDF"],
  ["\u0089PNG\0", "data that is not text"],
  ["Dear friend,\nhow are you?", "the text “Dear friend,”"],
  ["x".repeat(50), `the text “${"x".repeat(40)}…”`],
])("%j is said to be what it is", (text, found) => {
  expect([english(foundIn(text)), english(foundInsteadOfJson(text))]).toEqual([found, found]);
});

it("JSON that has a fault says where", () => {
  expect(english(foundInsteadOfJson('{\n  "cells": [}'))).toBe("JSON with a fault in line 2, column 13");
});

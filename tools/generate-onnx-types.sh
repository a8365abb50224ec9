#!/bin/sh
# Makes src/engine/interchange/onnx/generated/onnx_pb.js and onnx_pb.d.ts from tools/onnx/onnx.proto, which is
# ONNX 1.23.2's, unchanged, under its own licence beside it. Run by hand when ONNX changes; the result is committed.
# Needs protoc (Debian's protobuf-compiler) and the npm registry; the plugin asks for Node 22 or newer. Its version
# must be that of @bufbuild/protobuf in package.json. JavaScript with declarations, since the TypeScript that it can
# write has enums, which this project's compiler settings refuse.
set -eu
cd "$(dirname "$0")/.."
npm exec --yes --package=@bufbuild/protoc-gen-es@2.17.0 -- protoc --proto_path=tools/onnx \
  --es_out=src/engine/interchange/onnx/generated --es_opt=target=js+dts onnx.proto

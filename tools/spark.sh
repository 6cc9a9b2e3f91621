#!/bin/sh
# A real standalone cluster on loopback: one master, two workers with one core each. Ends with Ctrl-C.
set -eu
python=${PYTHON:-.venv/bin/python}
home=$($python -c 'import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent)') || {
    echo "Spark 没有安装：请先运行 pip install -e '.[spark]'。" >&2
    exit 2
}
command -v java >/dev/null || {
    echo "找不到 Java：请安装 Java 17 后再运行。" >&2
    exit 2
}
port=${SPARK_PORT:-7077}
scratch=$(mktemp -d)
export SPARK_HOME="$home" SPARK_WORKER_DIR="$scratch" SPARK_LOCAL_IP=127.0.0.1 SPARK_DAEMON_MEMORY=512m
deploy=org.apache.spark.deploy
class="$home/bin/spark-class"
running=""
stop() {
    trap - EXIT INT TERM
    for one in $running; do kill "$one" 2>/dev/null || true; done
    wait
    rm -rf "$scratch"
}
trap stop EXIT INT TERM
"$class" $deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port $((port + 1003)) &
running="$!"
for number in 1 2; do
    "$class" $deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory "${SPARK_WORKER_MEMORY:-2g}" \
        --webui-port $((port + 1003 + number)) "spark://127.0.0.1:$port" &
    running="$running $!"
done
echo "主节点 spark://127.0.0.1:$port，两个工作节点；另开一个终端运行：" >&2
echo "  ZHITONG_SPARK_MASTER=spark://127.0.0.1:$port zhitong match … --engine spark" >&2
wait

"""The least that a page with a chart can be: what the framework and the chart library cost by themselves."""

import plotly.graph_objects as go
import streamlit as st

st.title("空白页")
st.plotly_chart(go.Figure(go.Scatter(y=[1, 3, 2])))
